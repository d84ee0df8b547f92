import Glibc

/// Draws the parameters of plants: what all kinds have in common.
struct PlantDraw {
  var random: SeededRandom

  /// - Parameters:
  ///   - seed: From which the building follows.
  ///   - stream: A number of the kind's own.
  init(_ seed: UInt64, stream: UInt64) {
    random = SeededRandom(seed: seed, stream: 10_000 + stream)
  }

  mutating func uniform(_ range: ClosedRange<Double>) -> Double { random.uniform(range) }
  mutating func happens(_ probability: Double) -> Bool { random.happens(probability) }

  /// A factor between `1 / spread` and `spread`, uniform in its logarithm.
  mutating func factor(_ spread: Double) -> Double {
    exp(random.uniform(-1...1) * log(spread))
  }

  /// Local time, seconds since midnight, of an hour in a range, on a quarter of an hour.
  mutating func time(_ hours: ClosedRange<Double>) -> Double {
    (uniform(hours) * 4).rounded() * 900
  }

  /// A site in central or western Europe.
  mutating func site() -> Plant.Site {
    var site = Plant.Site()
    site.latitude = uniform(44...54)
    site.longitude = uniform(-2...15)
    site.yearlyMean = uniform(8.5...12)
    site.seasonalSwing = uniform(7.5...10)
    site.synopticDeviation = uniform(2.4...3.8)
    return site
  }

  /// Rooms like those of the school, each of its figures drawn around theirs.
  ///
  /// - Parameters:
  ///   - name: Name of the rooms.
  ///   - size: How large they are, 1 as those of the school.
  ///   - losses: What they lose, 1 as those of the school.
  ///   - share: Their share of the circuit's radiators.
  /// - Returns: The rooms.
  mutating func room(
    _ name: String, size: Double, losses: Double = 1, share: Double = 1
  ) -> Plant.Room {
    var room = Plant.Room(name: name)
    room.airCapacity *= size * factor(1.3)
    room.structureCapacity *= size * factor(1.6)
    room.coupling *= size * factor(1.25)
    room.airConductance *= size * losses * factor(1.25)
    room.fabricConductance *= size * losses * factor(1.25)
    room.windowConductance *= size * factor(1.3)
    room.solarAperture *= size * factor(1.6)
    room.occupancyGain *= size * factor(1.4)
    room.radiatorShare = share
    room.sensorOffset = uniform(-0.6...0.6)
    return room
  }

  /// Two sets of rooms that share a circuit.
  mutating func rooms(size: Double, losses: Double = 1) -> [Plant.Room] {
    let share = uniform(0.42...0.58)
    return [
      room("first", size: 2 * size * share, losses: losses, share: share),
      room("second", size: 2 * size * (1 - share), losses: losses, share: 1 - share),
    ]
  }

  /// Errors of the pipes' sensors, and where the façade looks.
  mutating func surroundings(of circuit: inout Plant.Circuit) {
    circuit.supplyOffset = uniform(-0.6...0.6)
    circuit.returnOffset = uniform(-0.6...0.6)
    circuit.returnDrift = uniform(0.05...0.3)
    circuit.facade = uniform(-180...180)
    circuit.pumpPower = uniform(60...160)
    circuit.pipeCooling = uniform(3600...10_800)
    circuit.standingFlow = uniform(0.0005...0.004)
  }

  /// What all controllers are told: the temperatures wanted, the cut-outs, and the summer's shutdown
  /// from May to October.
  mutating func settings(of control: inout Plant.Control) {
    control.normalRoom = uniform(19.5...21.5)
    control.normalLimit = uniform(15...17.5)
    control.reducedLimit = uniform(8...12)
    control.summer = Int(uniform(130...146))...Int(uniform(276...290))
  }

  /// A school, offices or dwellings, and the hours for which the controller heats them.
  mutating func use(of circuit: inout Plant.Circuit, dwellings: Double) {
    let kind = random.uniform()
    if kind < dwellings {
      circuit.use.days = .all
      circuit.use.hours = 6..<23
      circuit.use.attendance = 0.9
      circuit.use.presence = 0.4
      circuit.use.airing = 0.04
      circuit.control.dayStart = time(5.5...7)
      circuit.control.dayEnd = time(21...23)
    } else {
      let isSchool = happens(0.5)
      circuit.use.days = isSchool ? .taught : .weekdays
      circuit.use.hours = isSchool ? 8..<17 : 8..<18
      circuit.use.attendance = isSchool ? 0.8 : 0.9
      circuit.control.dayStart = time(6.5...8.25)
      circuit.control.dayEnd = time(16.5...19)
    }
    circuit.use.isWednesdayAfternoonFree = circuit.use.days == .taught
    circuit.use.isNoonFree = circuit.use.days != .all
    circuit.control.boostEnd = circuit.control.dayStart + 1800
  }
}

/// What the heating is to make up for.
extension Plant.Circuit {
  /// From the rooms to outdoors, W/K.
  var conductance: Double {
    rooms.reduce(0) { sum, room in
      let fabric = 1 / (1 / room.coupling + 1 / room.fabricConductance)
      return sum + room.airConductance + fabric
    }
  }

  /// What the rooms lose when it is 30 K colder outside, W.
  var designLoad: Double { 30 * conductance }

  /// Gives the circuit radiators, a flow and a heating curve that carry the design load.
  ///
  /// - Parameters:
  ///   - excess: The water's mean excess over the rooms at the design load, K.
  ///   - spread: From supply to return at the design load, K.
  ///   - mass: Heat capacity of the radiators and their water, J/K for each W of the design load.
  ///   - oversize: What they can emit then, as a multiple of the load.
  mutating func size(excess: Double, spread: Double, mass: Double, oversize: Double) {
    flow = designLoad / (4186 * spread)
    radiatorCoefficient = oversize * designLoad / pow(excess, emissionExponent)
    radiatorCapacity = mass * designLoad
    control.slope = (excess + spread / 2 - 1) / 30
  }
}
