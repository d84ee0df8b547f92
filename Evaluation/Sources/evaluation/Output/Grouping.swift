/// Elements grouped by a name, groups and elements in the order in which they first come.
struct Grouping<Element> {
  private(set) var groups: [(name: String, members: [Element])] = []

  init(_ elements: [Element], by name: (Element) -> String) {
    var places: [String: Int] = [:]
    for element in elements {
      let name = name(element)
      if let place = places[name] {
        groups[place].members.append(element)
      } else {
        places[name] = groups.count
        groups.append((name, [element]))
      }
    }
  }
}

/// The median, or nil of nothing.
func median(_ values: [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
