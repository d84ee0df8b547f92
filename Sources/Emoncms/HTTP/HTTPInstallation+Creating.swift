import Feeds

extension HTTPInstallation {
  public func create(
    _ feed: NewFeed, points: UnsafeBufferPointer<Float>
  ) throws(EmoncmsError) -> Int {
    precondition(points.count == feed.timeline.count, "a point for each instant")
    let before = try feeds()
    guard !before.contains(where: { $0.tag == feed.tag && $0.name == feed.name }) else {
      throw EmoncmsError(
        .taken, "\(feed.tag): \(feed.name)", "is on \(client.address.text) already",
        remedy: "Choose another name or tag.")
    }
    let id = try register(feed, beside: Set(before.map(\.id)))
    engines[id] = EmoncmsFeed.fixedInterval
    do throws(EmoncmsError) {
      let made = try metadata(of: id)
      guard made.count == 0, made.start == 0 else {
        throw EmoncmsError(
          .conflict, "feed \(id)", "was made over files that lay there already",
          remedy: "Have \(id).dat and \(id).meta removed from the folder of PHPFina.")
      }
      guard made.interval == feed.timeline.interval else {
        throw EmoncmsError(
          .unsupported, client.address.text,
          "makes a feed every \(made.interval) s where \(feed.timeline.interval) s were asked for",
          remedy: "Its setting feed.min_feed_interval forbids shorter ones.")
      }
      try write(points, at: 0, of: id, on: feed.timeline)
      _ = try ask("feed/updatesize.json")
      try checkListed(feed, as: id)
    } catch {
      throw try withdrawn(id, feed, after: explained(error))
    }
    return id
  }

  /// Has Emoncms make an empty feed.
  private func register(
    _ feed: NewFeed, beside known: Set<Int>
  ) throws(EmoncmsError) -> Int {
    let path =
      "feed/create.json?tag=\(Self.encoded(feed.tag))&name=\(Self.encoded(feed.name))"
      + "&datatype=1&engine=\(EmoncmsFeed.fixedInterval)"
      + "&options=\(Self.encoded("{\"interval\":\(feed.timeline.interval)}"))"
      + "&unit=\(Self.encoded(feed.unit))"
    do throws(EmoncmsError) {
      let answer = try send(path, .command)
      guard let id = answer["feedid"]?.integer, id > 0, !known.contains(id) else {
        throw misunderstood("feed/create.json")
      }
      return id
    } catch {
      let reason = explained(error)
      if reason.code == .forbidden || reason.code == .taken || reason.code == .unauthorized {
        throw reason
      }
      try withdrawUnanswered(feed, beside: known, after: reason)
      throw reason
    }
  }

  /// Whether it was made shows in the list only, where the answer was lost.
  private func withdrawUnanswered(
    _ feed: NewFeed, beside known: Set<Int>, after reason: EmoncmsError
  ) throws(EmoncmsError) {
    let listed: [EmoncmsFeed]
    do {
      listed = try feeds()
    } catch {
      throw EmoncmsError(
        reason.code, reason.subject,
        "\(reason.problem); whether an empty feed \"\(feed.tag): \(feed.name)\" was made is not "
          + "known, because \(error.subject) \(error.problem)",
        remedy: "Look for it in the feed list of \(client.address.text), and delete it there.")
    }
    let made = listed.first {
      $0.tag == feed.tag && $0.name == feed.name && !known.contains($0.id)
    }
    guard let made else { return }
    // Someone else's, if it has points.
    guard try metadata(of: made.id).count == 0 else { return }
    throw try withdrawn(made.id, feed, after: reason)
  }

  /// Deletes what was begun.
  ///
  /// - Returns: The error that ended it, which says so.
  private func withdrawn(
    _ id: Int, _ feed: NewFeed, after reason: EmoncmsError
  ) throws(EmoncmsError) -> EmoncmsError {
    do {
      try delete(id)
    } catch {
      // Deleted by someone else is deleted.
      if error.code != .notFound {
        throw EmoncmsError(
          reason.code, reason.subject,
          "\(reason.problem); feed \(id), \"\(feed.tag): \(feed.name)\", was begun and could not "
            + "be deleted again: \(error.subject) \(error.problem)",
          remedy: "Delete feed \(id) in the feed list of \(client.address.text). \(reason.remedy)")
      }
    }
    return EmoncmsError(
      reason.code, reason.subject,
      "\(reason.problem); feed \(id), which was begun, is deleted again", remedy: reason.remedy)
  }

  /// What the list shows must be what was asked for.
  private func checkListed(_ feed: NewFeed, as id: Int) throws(EmoncmsError) {
    guard let listed = try feeds().first(where: { $0.id == id }) else {
      throw EmoncmsError(
        .unverified, "feed \(id)", "was made and is not in the list of feeds",
        remedy: "Look at the log of that Emoncms, and whether its Redis and database agree.")
    }
    guard listed.name == feed.name, listed.tag == feed.tag, listed.unit == feed.unit,
      listed.engine == EmoncmsFeed.fixedInterval
    else {
      throw EmoncmsError(
        .unverified, "feed \(id)",
        "is listed as \"\(listed.tag): \(listed.name)\" in \"\(listed.unit)\", and not as asked",
        remedy: "Choose a plainer name, tag or unit.")
    }
    // The head of its files may count too.
    let bytes = feed.timeline.count * 4
    guard let size = listed.size, (bytes...bytes + 4096).contains(size) else {
      throw EmoncmsError(
        .unverified, "feed \(id)",
        "is listed with \(listed.size ?? 0) bytes where its points take \(bytes)",
        remedy: "Look at the log of that Emoncms.")
    }
  }

  public func delete(_ feed: Int) throws(EmoncmsError) {
    var failure: EmoncmsError?
    do {
      _ = try send("feed/delete.json?id=\(feed)", .command, about: feed)
    } catch {
      failure = error
    }
    // 10 answers null whatever happened, and a lost answer says nothing either.
    let remains: Bool
    do {
      remains = try feeds().contains { $0.id == feed }
    } catch {
      // That it does not exist is believed of the list only.
      guard let failure, failure.code != .notFound else { throw error }
      throw failure
    }
    guard remains else {
      if let failure, failure.code == .notFound { throw failure }
      return
    }
    if let failure, failure.code != .notFound { throw explained(failure) }
    throw explained(
      EmoncmsError(
        .unverified, "feed \(feed)", "is still listed after it was deleted",
        remedy: "Look at the log of that Emoncms, and whether its Redis and database agree."))
  }

  /// A value in an address: Emoncms decodes twice and drops backslashes.
  static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: "%"): encoded += "%2525"
      case UInt8(ascii: "\\"): encoded += "%5C%5C"
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return encoded
  }
}
