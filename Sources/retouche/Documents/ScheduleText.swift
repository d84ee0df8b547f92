import Schedule

extension ScheduleReport {
  var text: String {
    var facts = Table([.init(""), .init(""), .init("")], indent: 2)
    for fact in schedule.facts { facts.add(Table.Cell(fact.name, .dim), Table.Cell(fact.figure, .bold), Table.Cell(fact.note)) }
    return facts.text(width: nil)
  }
  var json: JSON { .null }
}
