import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element of a parsed XML document.
public struct ParsedElement: Sendable {
  public let name: String
  public let attributes: [String: String]
  /// The text in it, that of its children left out.
  public private(set) var text = ""

  /// An attribute as a number; nil where it is absent or none.
  public func number(_ attribute: String) -> Double? {
    attributes[attribute].flatMap { Double($0) }
  }

  /// The elements of a document, in the order in which they begin.
  ///
  /// - Parameter document: The document.
  /// - Returns: The elements.
  /// - Throws: What the parser says of a document that is not well-formed.
  public static func all(in document: String) throws -> [ParsedElement] {
    let parser = XMLParser(data: Data(document.utf8))
    let collector = Collector()
    parser.delegate = collector
    guard parser.parse() else {
      throw parser.parserError ?? CocoaError(.propertyListReadCorrupt)
    }
    return collector.elements
  }

  private final class Collector: NSObject, XMLParserDelegate {
    var elements: [ParsedElement] = []
    private var open: [Int] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      open.append(elements.count)
      elements.append(ParsedElement(name: name, attributes: attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      if let last = open.last { elements[last].text += text }
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
      open.removeLast()
    }
  }
}
