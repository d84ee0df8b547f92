import ArgumentParser

@main
struct Retouche: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "x")
}
