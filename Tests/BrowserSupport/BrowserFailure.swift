/// Why the browser, its driver, or a program beside them did not do what a test asked.
public struct BrowserFailure: Error, CustomStringConvertible {
  /// The error's name in the WebDriver standard, such as `no such element`; nil where it is none.
  public let code: String?
  public let description: String

  init(code: String? = nil, _ description: String) {
    self.code = code
    self.description = description
  }
}
