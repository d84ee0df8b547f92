import Testing

@testable import Workspace

/// A world for the machine to act on: what the file holds, what is durable, and what went wrong.
private struct World {
  enum Content: Equatable { case source, between, target, foreign }

  var content: Content
  /// Whether what the file holds has been brought to the disk.
  var synchronized = true
  var recorded: EditMachine.Phase?
  var settled: (phase: EditMachine.Phase, side: EditMachine.Side)?
  var actions: [EditMachine.Action] = []
}

/// Runs a machine in a world where the steps of some numbers (from 0) fail. A failed write leaves a
/// mixture behind, a failed synchronisation leaves it unknown what is on the disk.
private func run(
  _ machine: EditMachine, in start: World, failing: Set<Int>
) -> (World, EditMachine.Outcome) {
  var machine = machine
  var world = start
  var action = machine.start
  for step in 0..<20 {
    world.actions.append(action)
    let fails = failing.contains(step)
    switch action {
    case .compare:
      if fails { break }
      let comparison: EditMachine.Comparison =
        switch world.content {
        case .source: .source
        case .between, .target: .between
        case .foreign: .foreign
        }
      action = machine.handle(.compared(comparison))
      continue
    case .record(let phase):
      if !fails { world.recorded = phase }
    case .write(let side):
      world.synchronized = false
      world.content = fails ? .between : side == machine.source ? .source : .target
    case .synchronize:
      if !fails { world.synchronized = true }
    case .settle(let phase, let side):
      if !fails { world.settled = (phase, side) }
    case .finish(let outcome):
      return (world, outcome)
    }
    action = machine.handle(fails ? .failed : .succeeded)
  }
  Issue.record("the machine did not finish: \(world.actions)")
  return (world, .interrupted)
}

private let beginnings: [EditMachine] = EditMachine.Transition.allCases.map { EditMachine($0) }
private let recoveries: [EditMachine] = EditMachine.Phase.allCases.compactMap {
  EditMachine(recovering: $0)
}
private let contents: [World.Content] = [.source, .between, .target, .foreign]

/// Every set of failing steps: no run has more than eight.
private let failures: [Set<Int>] = (0..<256).map { mask in
  Set((0..<8).filter { mask >> $0 & 1 == 1 })
}

struct EditMachineTests {
  @Test func `phases in which nothing is under way have nothing to recover`() {
    #expect(EditMachine(recovering: .applied) == nil)
    #expect(EditMachine(recovering: .undone) == nil)
    #expect(EditMachine(recovering: .abandoned) == nil)
    #expect(recoveries.map(\.transition) == [.apply, .undo, .redo])
    #expect(recoveries.allSatisfy { $0.recovering })
  }

  @Test func `an edit goes through its steps in order`() {
    let (world, outcome) = run(EditMachine(.apply), in: World(content: .source), failing: [])
    #expect(outcome == .completed)
    #expect(
      world.actions == [
        .compare, .record(.applying), .write(.after), .synchronize, .settle(.applied, .after),
        .finish(.completed),
      ])
    let (undo, _) = run(EditMachine(.undo), in: World(content: .source), failing: [])
    #expect(
      undo.actions == [
        .compare, .record(.undoing), .write(.before), .synchronize, .settle(.undone, .before),
        .finish(.completed),
      ])
    let (redo, _) = run(EditMachine(.redo), in: World(content: .source), failing: [])
    #expect(
      redo.actions == [
        .compare, .record(.redoing), .write(.after), .synchronize, .settle(.applied, .after),
        .finish(.completed),
      ])
  }

  /// Every machine, in every world, with every set of failing steps.
  @Test func `whatever fails, nothing is written unrecorded and nothing settled unsynchronised`() {
    for machine in beginnings + recoveries {
      for content in contents {
        for failing in failures {
          let (world, outcome) = run(machine, in: World(content: content), failing: failing)
          check(machine, world, outcome, from: content)
        }
      }
    }
  }

  private func check(
    _ machine: EditMachine, _ world: World, _ outcome: EditMachine.Outcome,
    from content: World.Content
  ) {
    var isRecorded = machine.recovering
    var isSynchronized = true
    for action in world.actions {
      switch action {
      case .write:
        #expect(isRecorded)
        isSynchronized = false
      case .record: isRecorded = true
      case .synchronize: isSynchronized = true
      case .settle: #expect(isSynchronized)
      default: break
      }
    }
    switch outcome {
    case .completed:
      #expect(world.content == .target && world.synchronized)
      #expect(world.settled?.side == machine.target)
    case .rolledBack:
      #expect(world.content == .source && world.synchronized)
      #expect(world.settled?.side == machine.source)
    case .refused:
      #expect(world.content == content && world.settled == nil)
      #expect(content == .foreign || !machine.recovering)
      #expect(world.actions.count == 2, "a refusal does nothing but compare")
    case .unchanged:
      #expect(!machine.recovering, "a recovery that fails stays to be done")
      #expect(world.content == content && world.settled == nil && world.recorded == nil)
    case .interrupted:
      #expect(world.settled == nil, "the entry stays in a phase that will be recovered")
      #expect(machine.recovering || world.recorded != nil)
    }
    if content == .foreign { #expect(world.content == .foreign, "it is never overwritten") }
  }

  @Test func `after one failure the outcome is the documented one`() {
    let expected: [EditMachine.Outcome] = [
      .unchanged, .unchanged, .rolledBack, .rolledBack, .interrupted,
    ]
    for machine in beginnings {
      for (step, outcome) in expected.enumerated() {
        let world = World(content: .source)
        #expect(run(machine, in: world, failing: [step]).1 == outcome, "\(machine) at \(step)")
      }
    }
    // A recovery records nothing, so that its steps are one fewer.
    let recovered: [EditMachine.Outcome] = [.interrupted, .rolledBack, .rolledBack, .interrupted]
    for machine in recoveries {
      for (step, outcome) in recovered.enumerated() {
        let world = World(content: .between)
        #expect(run(machine, in: world, failing: [step]).1 == outcome, "\(machine) at \(step)")
      }
    }
  }

  @Test func `a rolled back transition is as if it had never begun`() {
    let origins: [EditMachine.Transition: EditMachine.Phase] = [
      .apply: .abandoned, .undo: .applied, .redo: .undone,
    ]
    for machine in beginnings {
      let (world, _) = run(machine, in: World(content: .source), failing: [2])
      #expect(world.settled?.phase == origins[machine.transition])
    }
  }

  @Test func `recovery completes from wherever it stopped, as often as it takes`() {
    for machine in recoveries {
      for failing in failures {
        var world = World(content: .between)
        var outcome: EditMachine.Outcome
        (world, outcome) = run(machine, in: world, failing: failing)
        guard outcome == .interrupted else { continue }
        // What the next opening finds is what this one left.
        let (second, final) = run(machine, in: World(content: world.content), failing: [])
        #expect(final == .completed)
        #expect(second.content == .target)
      }
    }
  }

  @Test func `a machine that has finished does nothing more, whatever it is told`() {
    let events: [EditMachine.Event] = [
      .succeeded, .failed, .compared(.source), .compared(.between), .compared(.foreign),
    ]
    // Every sequence of six events: some end early, some are nonsense; none writes after the end.
    for machine in beginnings + recoveries {
      for number in 0..<(5 * 5 * 5 * 5 * 5 * 5) {
        var machine = machine
        var rest = number
        var isFinished = false
        var isRecorded = machine.recovering
        var isSound = true
        for _ in 0..<6 {
          let action = machine.handle(events[rest % 5])
          rest /= 5
          if isFinished { isSound = isSound && action == .finish(.unchanged) }
          if case .finish = action { isFinished = true }
          if case .record = action { isRecorded = true }
          if case .write = action { isSound = isSound && isRecorded }
        }
        if !isSound { Issue.record("\(machine) with sequence \(number)") }
      }
    }
  }
}
