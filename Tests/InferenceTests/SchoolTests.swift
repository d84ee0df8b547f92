import Inference
import Testing

@Suite struct SchoolTests {
  @Test(.enabled(if: School.isPresent)) func first() throws {
    for (series, name) in [
      (try School.north(), "north-2021-power"), (try School.north(), "north-2021-03-hand"),
      (try School.south(), "south-2021-03-hand"),
    ] {
      let inferred = try ExcessMethod().infer(series, meaning: .heat)
      print(
        name,
        Score(
          judged: inferred.states, start: series.start, interval: series.interval,
          against: try School.truth(name)))
    }
  }
}
