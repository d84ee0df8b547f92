import BrowserSupport
import Foundation
import HTTPTypes
import Testing

@testable import Studio

/// The OpenAPI document tells of what the server does, of all of it and of nothing else.
struct DocumentTests {
  @Test func `every operation is in the document, and every one of the document is there`()
    async throws
  {
    let small = try SmallWorkspace()
    let pool = WorkPool()
    let endpoints = Site(small.library, version: "0", pool: pool).endpoints
    try await pool.shutdown()
    let done = Set(endpoints.map { "\($0.method.rawValue) /\($0.path.joined(separator: "/"))" })
    #expect(done.count == endpoints.count)
    let document = try BrowserSupport.JSON(Data(PackageResources.openapi_json))
    let paths = try #require(document["paths"].object)
    let told = paths.flatMap { path, operations in
      (operations.object ?? [:]).keys.filter { $0 != "parameters" }
        .map { "\($0.uppercased()) \(path)" }
    }
    #expect(Set(told) == done)
  }

  @Test func `the document is served as it is written`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let reply = try Client(server).ask("/openapi.json")
    #expect(reply.status == 200)
    #expect(reply.headers["content-type"] == "application/json")
    #expect(reply.body == PackageResources.openapi_json)
    #expect(try reply.json["openapi"].string == "3.1.0")
    try await server.stop()
  }
}
