import ArgumentParser

/// Whether a person or a program reads the result.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON document.")
  var json = false
}
