import Glibc

/// What a plant's parameters must satisfy for the model to have a meaning and to be stable.
extension Plant {
  /// - Throws: ``SimulationError`` with code `plant`, which names the parameter and its value.
  func validate() throws(SimulationError) {
    guard !circuits.isEmpty else {
      throw SimulationError(
        .plant, problem: "a plant without circuits", remedy: "Give it at least one circuit.")
    }
    try check("site.latitude", site.latitude, in: -66...66)
    try check("site.longitude", site.longitude, in: -180...180)
    try check("site.yearlyMean", site.yearlyMean, in: -20...30)
    try check("site.seasonalSwing", site.seasonalSwing, in: 0...30)
    try check("site.synopticDeviation", site.synopticDeviation, in: 0...10)
    guard abs(site.clock.standardOffset) <= 50_400 else {
      throw Self.fault("site.clock.standardOffset", "\(site.clock.standardOffset)")
    }
    try boiler.validate()
    var names: Set<String> = [Self.outdoorFeed, Self.plantRoomFeed]
    for circuit in circuits {
      try circuit.validate()
      for name in circuit.feedNames where !names.insert(name).inserted {
        throw SimulationError(
          .plant, problem: "two feeds of the name \(name)",
          remedy: "Give circuits, and rooms within a circuit, names of their own.")
      }
    }
    let flow = circuits.reduce(0) { $0 + $1.flow }
    let drawn = Double(School.longestStep) * 4186 * flow
    guard boiler.capacity >= drawn else {
      throw Self.fault("boiler.capacity", "\(boiler.capacity), less than one step can draw")
    }
  }

  fileprivate static func fault(_ parameter: String, _ value: String) -> SimulationError {
    SimulationError(
      .plant, problem: "a plant whose \(parameter) is \(value)",
      remedy: "Give a value that is physical; PlantValidation.swift has the bounds.")
  }
}

private func check(_ parameter: String, _ value: Double, in range: ClosedRange<Double>)
  throws(SimulationError)
{
  guard range.contains(value) else { throw Plant.fault(parameter, "\(value)") }
}

private func checkName(_ parameter: String, _ name: String) throws(SimulationError) {
  let isPlain = name.utf8.allSatisfy { byte in
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || byte == UInt8(ascii: "_")
  }
  guard isPlain, (1...40).contains(name.utf8.count) else {
    throw Plant.fault(parameter, "\"\(name)\"")
  }
}

extension Plant.Boiler {
  fileprivate func validate() throws(SimulationError) {
    try check("boiler.power", power, in: 0...1e8)
    try check("boiler.capacity", capacity, in: 1e6...1e10)
    try check("boiler.lowest", lowest, in: 20...95)
    try check("boiler.highest", highest, in: lowest...95)
    try check("boiler.margin", margin, in: 0...40)
    try check("boiler.hysteresis", hysteresis, in: 0...20)
    try check("boiler.lockouts", lockouts, in: 0...365)
    try check("boiler.auxiliaryShare", auxiliaryShare, in: 0...1)
    try check("boiler.loss", loss, in: 0...0.01 * capacity)
    // The largest of what one step can bring must not carry the header beyond its bounds.
    try check("boiler.power / boiler.capacity", power / capacity, in: 0...0.1)
  }
}

extension Plant.Circuit {
  fileprivate var feedNames: [String] {
    [supplyFeed, returnFeed, pumpFeed] + rooms.flatMap { [indoorFeed($0), humidityFeed($0)] }
  }

  fileprivate func validate() throws(SimulationError) {
    try checkName("circuit.name", name)
    guard (1...64).contains(rooms.count) else {
      throw Plant.fault("number of rooms of \(name)", "\(rooms.count)")
    }
    try check("\(name).flow", flow, in: 0.01...100)
    try check("\(name).pumpOverrun", pumpOverrun, in: 0...7200)
    try check("\(name).standingFlow", standingFlow, in: 0...1)
    try check("\(name).pipeCooling", pipeCooling, in: 600...1e6)
    try check("\(name).radiatorCapacity", radiatorCapacity, in: 1e5...1e10)
    try check("\(name).radiatorCoefficient", radiatorCoefficient, in: 0...1e6)
    try check("\(name).emissionExponent", emissionExponent, in: 1...1.5)
    try check("\(name).nicheCapacity", nicheCapacity, in: 1e5...1e12)
    try check("\(name).nicheConductance", nicheConductance, in: 0...1e6)
    try check("\(name).nicheShare", nicheShare, in: 0...1)
    try check("\(name).nicheContact", nicheContact, in: 0...1)
    try check("\(name).valveLeak", valveLeak, in: 0...0.2 * flow * 4186)
    try check("\(name).valveTravel", valveTravel, in: 10...3600)
    try check("\(name).bypass", bypass, in: 0...1)
    try check("\(name).sunlitWater", sunlitWater, in: 0...1000)
    try check("\(name).facade", facade, in: -360...360)
    try check("\(name).returnDrift", returnDrift, in: 0...10)
    try check("\(name).supplyOffset", supplyOffset, in: -20...20)
    try check("\(name).returnOffset", returnOffset, in: -20...20)
    try check("\(name).pumpPower", pumpPower, in: 0...1e5)
    try check("\(name).pumpPowerPerKelvin", pumpPowerPerKelvin, in: 0...1e4)
    try check("\(name).pumpPowerDrop", pumpPowerDrop, in: 0...1e5)
    // What flows in one step must stay below what is stored, or the solution would swing.
    let longest = Double(School.longestStep)
    let emission = emissionExponent * radiatorCoefficient * pow(70, emissionExponent - 1)
    try check(
      "\(name).radiatorCapacity", radiatorCapacity,
      in: longest * (2 * flow * 4186 + emission)...1e10)
    let niche = nicheConductance + nicheShare * nicheContact * emission
    try check("\(name).nicheCapacity", nicheCapacity, in: longest * niche...1e12)
    try use.validate(name)
    try control.validate(name)
    for room in rooms {
      try room.validate(name, heatingConductance: nicheConductance + emission)
    }
    let share = rooms.reduce(0) { $0 + $1.radiatorShare }
    try check("\(name).rooms' sum of radiatorShare", share, in: 0.999...1.001)
  }
}

extension Plant.Control {
  fileprivate func validate(_ circuit: String) throws(SimulationError) {
    try check("\(circuit).control.normalRoom", normalRoom, in: 5...30)
    try check("\(circuit).control.reducedRoom", reducedRoom, in: 0...normalRoom)
    try check("\(circuit).control.setbackRoom", setbackRoom, in: 0...normalRoom)
    try check("\(circuit).control.slope", slope, in: 0...5)
    try check("\(circuit).control.roomInfluence", roomInfluence, in: 0...20)
    try check("\(circuit).control.boostSupply", boostSupply, in: 20...90)
    try check("\(circuit).control.dayStart", dayStart, in: 0...86_400)
    try check("\(circuit).control.boostEnd", boostEnd, in: dayStart...86_400)
    try check("\(circuit).control.boostPerKelvin", boostPerKelvin, in: 0...36_000)
    try check("\(circuit).control.boostLead", boostLead.lowerBound, in: 0...86_400)
    try check("\(circuit).control.boostLead", boostLead.upperBound, in: 0...86_400)
    try check("\(circuit).control.dayEnd", dayEnd, in: dayStart...86_400)
    try check("\(circuit).control.normalLimit", normalLimit, in: -30...40)
    try check("\(circuit).control.reducedLimit", reducedLimit, in: -30...40)
    if let nightLimit {
      try check("\(circuit).control.nightLimit", nightLimit, in: -30...40)
    }
    if let summer, summer.lowerBound < 1 || summer.upperBound > 366 {
      throw Plant.fault("\(circuit).control.summer", "\(summer)")
    }
    try check("\(circuit).control.leastExcess", leastExcess, in: 0...20)
    try check("\(circuit).control.resumeExcess", resumeExcess, in: leastExcess...20)
    try check("\(circuit).control.wakingError", wakingError, in: 0.5...20)
  }
}

extension Plant.Use {
  fileprivate func validate(_ circuit: String) throws(SimulationError) {
    guard hours.lowerBound >= 0, hours.upperBound <= 24 else {
      throw Plant.fault("\(circuit).use.hours", "\(hours)")
    }
    try check("\(circuit).use.attendance", attendance, in: 0...1)
    try check("\(circuit).use.presence", presence, in: 0...1)
    try check("\(circuit).use.airing", airing, in: 0...1)
    for meeting in meetings {
      guard (0...6).contains(meeting.weekday) else {
        throw Plant.fault("\(circuit).use.meetings' weekday", "\(meeting.weekday)")
      }
      guard (1...52).contains(meeting.everyWeeks) else {
        throw Plant.fault("\(circuit).use.meetings' everyWeeks", "\(meeting.everyWeeks)")
      }
      try check("\(circuit).use.meetings' start", meeting.start, in: 0...86_400)
      try check("\(circuit).use.meetings' end", meeting.end, in: meeting.start...86_400)
    }
  }
}

extension Plant.Room {
  fileprivate func validate(
    _ circuit: String, heatingConductance: Double
  ) throws(SimulationError) {
    try checkName("room.name in \(circuit)", name)
    let path = "\(circuit).\(name)"
    try check("\(path).coupling", coupling, in: 0...1e7)
    try check("\(path).airConductance", airConductance, in: 0...1e6)
    try check("\(path).fabricConductance", fabricConductance, in: 0...1e6)
    try check("\(path).windowConductance", windowConductance, in: 0...1e6)
    try check("\(path).solarAperture", solarAperture, in: 0...1e4)
    try check("\(path).occupancyGain", occupancyGain, in: 0...1e6)
    try check("\(path).radiatorShare", radiatorShare, in: 0...1)
    try check("\(path).sensorOffset", sensorOffset, in: -20...20)
    let longest = Double(School.longestStep)
    let heating = radiatorShare * heatingConductance
    let atAir = coupling + airConductance + windowConductance + heating
    try check("\(path).airCapacity", airCapacity, in: longest * atAir...1e12)
    let atStructure = coupling + fabricConductance
    try check("\(path).structureCapacity", structureCapacity, in: longest * atStructure...1e13)
  }
}
