import EmoncmsSupport
import Testing

@Suite("An Emoncms behind TLS")
struct EmoncmsTLSTests {
  @Test("a certificate is trusted where the system or SSL_CERT_FILE knows it, for its own name")
  func certificate() throws {
    let school = try SmallSchool()
    let server = try EmoncmsServer(.v11)
    defer { server.stop() }
    let proxy = try TLSProxy(before: server)
    func add(_ name: String, host: String, _ variables: [String: String] = [:]) throws -> Tool.Run {
      try school.run(
        ["emoncms", "add", name, "https://\(host):\(proxy.port)/"],
        environment: variables.merging(["RETOUCHE_EMONCMS_KEY": server.writeKey]) { $1 })
    }

    let stranger = try add("stranger", host: "localhost")
    #expect(stranger.status != 0)
    #expect(stranger.errors.contains("a certificate that is not trusted here"))

    let other = try add("other", host: "127.0.0.1", ["SSL_CERT_FILE": proxy.certificate])
    #expect(other.status != 0)
    #expect(other.errors.contains("a certificate that is not trusted here"))
    // Nothing was asked, and no key was sent, before the certificate was.
    #expect(server.requests.isEmpty)

    let known = try add("known", host: "localhost", ["SSL_CERT_FILE": proxy.certificate])
    #expect(known.status == 0, "\(known.errors)")
    #expect(known.output.contains("Emoncms 11.16.8"))
    #expect(!server.requests.isEmpty)

    let plain = try school.run(
      ["emoncms", "add", "plain", "http://localhost:\(proxy.port)/"],
      environment: ["RETOUCHE_EMONCMS_KEY": server.writeKey])
    #expect(plain.status != 0)
    #expect(plain.errors.contains("retouche: "))
  }
}
