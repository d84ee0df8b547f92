import Glibc

/// The encoding of names as this thread takes it: UTF-8 until it is left, whatever it was before.
struct UTF8Locale {
  private let locale: locale_t?
  private let previous: locale_t?

  init() {
    locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)
    previous = locale.flatMap { uselocale($0) }
  }

  func leave() {
    guard let locale else { return }
    uselocale(previous)
    freelocale(locale)
  }
}
