import Hummingbird
import HummingbirdCore
import Logging
public import Workspace

/// The Studio: an HTTP server of one workspace, and the page that shows and edits it.
public struct Studio: Sendable {
  private let configuration: StudioConfiguration
  /// Where the token is kept that clients have to show; nil on loopback, where none is asked for.
  public var tokenFile: String? { responder.entrance?.token.path }
  private let responder: StudioResponder
  private let pool: WorkPool

  /// - Parameters:
  ///   - workspace: What is served.
  ///   - configuration: Where, and how.
  /// - Throws: ``StudioError`` where the page's folder is none.
  public init(_ workspace: Workspace, _ configuration: StudioConfiguration) throws {
    self.configuration = configuration
    pool = WorkPool()
    let isLoopback = HostGuard.isLoopback(configuration.host)
    let site = Site(workspace, version: configuration.version, pool: pool)
    responder = StudioResponder(
      endpoints: site.endpoints, guardian: HostGuard(host: configuration.host),
      page: try configuration.pageFolder.map { .folder(try PageFolder($0)) } ?? .program,
      rate: isLoopback
        ? RateLimit(perSecond: 20_000, burst: 40_000) : RateLimit(perSecond: 2000, burst: 4000),
      entrance: isLoopback ? nil : Entrance(try Token(folder: workspace.folder)))
  }

  /// Serves until the process is asked to end; what is under way is then finished.
  ///
  /// - Parameter onListening: Told the address to open, once connections are taken.
  /// - Throws: ``StudioError`` where the port cannot be had.
  public func run(onListening: @escaping @Sendable (String) -> Void) async throws {
    var logger = Logger(label: "studio")
    logger.logLevel = .warning
    let host = configuration.host
    let application = Application(
      responder: responder,
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [StalledClient()], idleTimeout: .seconds(30))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: configuration.port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(256)),
      onServerRunning: { channel in
        let name = host.contains(":") ? "[\(host)]" : host
        onListening("http://\(name):\(channel.localAddress?.port ?? 0)/")
      }, logger: logger)
    do {
      try await application.runService()
    } catch {
      try await pool.shutdown()
      throw Self.refusal(error, configuration)
    }
    try await pool.shutdown()
  }

  private static func refusal(
    _ error: any Error, _ configuration: StudioConfiguration
  ) -> any Error {
    StudioError(
      "\(configuration.host) port \(configuration.port) cannot be listened on: \(error)",
      remedy: "Choose another with --port, 0 for any that is free.")
  }
}
