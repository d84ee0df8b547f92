import HTTPTypes

/// The page that asks for the token: a form, without a script.
struct LoginPage {
  /// The languages that the Studio speaks.
  enum Language: String {
    case english = "en"
    case french = "fr"

    /// - Parameter accepted: What the browser prefers, as `Accept-Language` lists it, best first.
    init(_ accepted: String) {
      let first = accepted.lowercased().split { ", ;".contains($0) }.first {
        $0.hasPrefix("en") || $0.hasPrefix("fr")
      }
      self = first?.hasPrefix("fr") == true ? .french : .english
    }
  }

  let answer: Answer

  /// - Parameters:
  ///   - language: The reader's language.
  ///   - isWrong: Whether a wrong token was just given.
  init(_ language: Language, isWrong: Bool = false) {
    let words = Words(language)
    let page = """
      <!doctype html>
      <html lang="\(language.rawValue)">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Retouche Studio</title>
          <link rel="icon" href="icon.svg">
          <link rel="stylesheet" href="studio.css">
        </head>
        <body class="login">
          <main>
            <h1>Retouche Studio</h1>
            \(isWrong ? "<p role=\"alert\">\(words.wrong)</p>" : "")
            <p>\(words.where)</p>
            <form method="post" action="/login">
              <label for="token">\(words.token)</label>
              <input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
              <button type="submit">\(words.enter)</button>
            </form>
          </main>
        </body>
      </html>

      """
    var answer = Answer(Array(page.utf8), mediaType: "text/html; charset=utf-8")
    answer.headers[.cacheControl] = "no-store"
    if isWrong { answer.status = .unauthorized }
    self.answer = answer
  }

  private struct Words {
    let token: String
    let enter: String
    let wrong: String
    let `where`: String

    init(_ language: Language) {
      switch language {
      case .english:
        token = "Token"
        enter = "Enter"
        wrong = "That is not the token."
        `where` =
          "The machine that serves this workspace keeps the token in "
          + "<code>.retouche/studio-token</code>."
      case .french:
        token = "Jeton"
        enter = "Entrer"
        wrong = "Ce n’est pas le jeton."
        `where` =
          "La machine qui sert cet espace de travail garde le jeton dans "
          + "<code>.retouche/studio-token</code>."
      }
    }
  }
}
