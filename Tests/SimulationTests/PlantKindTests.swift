import Testing

@testable import Simulation

struct PlantKindTests {
  @Test func `a kind is either ordinary or hard`() {
    #expect(PlantKind.ordinary.count == 5)
    #expect(PlantKind.ordinary + PlantKind.hard == PlantKind.allCases)
  }

  @Test(arguments: PlantKind.allCases)
  func `every seed gives a valid plant of its own, always the same`(kind: PlantKind) throws {
    var before: [Plant] = []
    for seed in 0..<UInt64(200) {
      let plant = Plant.variant(kind, seed: seed)
      try plant.validate()
      #expect(plant == Plant.variant(kind, seed: seed))
      for other in before {
        #expect(plant.site != other.site && plant.boiler != other.boiler)
        #expect(plant.circuits != other.circuits)
      }
      before = before.suffix(20) + [plant]
    }
  }
}
