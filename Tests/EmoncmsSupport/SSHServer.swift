import Foundation

/// An sshd of the tests' own on the loopback, which lets one key of its own in.
public final class SSHServer: Sendable {
  private let process: ServerProcess
  private let port: Int

  /// Starts it.
  ///
  /// - Throws: ``ServerFailure`` when it does not start.
  public init() throws {
    let port = try LoopbackListener().port
    self.port = port
    // Where root runs it, sshd insists on this folder, which the system's own service makes.
    if geteuid() == 0 { mkdir("/run/sshd", 0o755) }
    process = try ServerProcess { folder in
      for key in ["host", "client"] {
        _ = try Spawning.run([
          "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "\(folder)/\(key)",
        ])
      }
      try """
      Port \(port)
      ListenAddress 127.0.0.1
      HostKey \(folder)/host
      AuthorizedKeysFile \(folder)/client.pub
      PidFile none
      StrictModes no
      UsePAM no
      PasswordAuthentication no
      KbdInteractiveAuthentication no
      """.write(toFile: "\(folder)/sshd_config", atomically: true, encoding: .utf8)
      let key = try String(contentsOfFile: "\(folder)/host.pub", encoding: .utf8)
      try """
      Host school
        HostName 127.0.0.1
        Port \(port)
        IdentityFile \(folder)/client
        IdentitiesOnly yes
        BatchMode yes
        UserKnownHostsFile \(folder)/known_hosts
      """.write(toFile: "\(folder)/ssh_config", atomically: true, encoding: .utf8)
      try "[127.0.0.1]:\(port) \(key)"
        .write(toFile: "\(folder)/known_hosts", atomically: true, encoding: .utf8)
      return ["/usr/sbin/sshd", "-D", "-e", "-f", "\(folder)/sshd_config"]
    }
    try process.wait { (try? run("true")) != nil }
  }

  deinit { process.stop() }

  /// Runs a command there, as `ssh school …` does.
  ///
  /// - Parameter command: The command, as its shell reads it.
  /// - Returns: What it prints.
  /// - Throws: ``ServerFailure`` where it fails.
  @discardableResult
  public func run(_ command: String) throws -> String {
    try Spawning.run(["ssh", "-F", "\(process.folder)/ssh_config", "school", command])
  }

  /// Lets a port of this machine lead to one there, as `ssh -N -L … school` does, until the tunnel
  /// is released.
  ///
  /// - Parameter target: The port there.
  /// - Returns: The tunnel.
  /// - Throws: ``ServerFailure`` where it does not come up.
  public func tunnel(to target: Int) throws -> SSHTunnel {
    try SSHTunnel(through: self, configuration: "\(process.folder)/ssh_config", to: target)
  }
}

/// A port of this machine that leads elsewhere.
public final class SSHTunnel: Sendable {
  /// The port of the loopback.
  public let port: Int
  /// Kept up as long as what goes through it.
  private let server: SSHServer
  private let process: ServerProcess

  init(through server: SSHServer, configuration: String, to target: Int) throws {
    self.server = server
    let port = try LoopbackListener().port
    self.port = port
    process = try ServerProcess { _ in
      ["ssh", "-F", configuration, "-N", "-L", "\(port):127.0.0.1:\(target)", "school"]
    }
    try process.wait {
      guard let descriptor = LoopbackListener.connect(to: port) else { return false }
      close(descriptor)
      return true
    }
  }

  deinit { process.stop() }

  /// Cuts it.
  public func stop() { process.stop() }
}
