import Feeds
import TestSupport
import Testing

@testable import Workspace

struct HistoryTests {
  @Test func `the edit that is meant is undone and done again, and no other`() throws {
    let fixture = try Fixture(count: 100)
    let workspace = fixture.workspace
    let feed = try fixture.state
    #expect(try workspace.heads(of: feed) == EditHeads(undo: nil, redo: nil))
    let first = try fixture.set(.off, 10..<20)
    #expect(first.heads == EditHeads(undo: first.edit, redo: nil))
    // Another process edits meanwhile.
    let second = try fixture.set(.off, 30..<40, in: fixture.reopened())
    let files = try fixture.files()
    let error = #expect(throws: WorkspaceError.self) {
      try workspace.undo(feed, edit: first.edit)
    }
    #expect(error?.code == .changedMeanwhile)
    #expect(error?.problem.contains("edit \(second.edit) (set off)") == true)
    #expect(try fixture.files() == files)

    let undone = try workspace.undo(feed, edit: second.edit)
    #expect(undone.edit == second.edit && undone.times == fixture.times(30..<40))
    #expect(undone.heads == EditHeads(undo: first.edit, redo: second.edit))
    #expect(try workspace.undo(feed, edit: first.edit).heads.undo == nil)
    #expect(throws: WorkspaceError.self) { try workspace.undo(feed, edit: first.edit) }
    let wrong = #expect(throws: WorkspaceError.self) {
      try workspace.redo(feed, edit: second.edit)
    }
    #expect(wrong?.code == .changedMeanwhile)
    #expect(try workspace.redo(feed, edit: first.edit).edit == first.edit)
    #expect(
      try workspace.heads(of: feed) == EditHeads(undo: first.edit, redo: second.edit))
    let third = try fixture.set(.unknown, 0..<5)
    #expect(third.heads == EditHeads(undo: third.edit, redo: nil))
    let superseded = #expect(throws: WorkspaceError.self) {
      try workspace.redo(feed, edit: second.edit)
    }
    #expect(superseded?.code == .nothingToDo)
  }

  @Test func `the history is told page by page, the newest first`() throws {
    let fixture = try Fixture(count: 100)
    let feed = try fixture.state
    for slot in 0..<25 { try fixture.set(.off, slot..<(slot + 1)) }
    _ = try fixture.workspace.undo(feed)
    let all = Array(try fixture.workspace.history(feed).reversed())
    var pages: [HistoryItem] = []
    while let page = try? fixture.workspace.history(
      feed, before: pages.last?.edit, limit: 10), !page.isEmpty
    {
      #expect(page.count == 10 || page.count == 5)
      pages += page
    }
    #expect(pages == all)
    #expect(pages.first?.undone == true)
    #expect(try fixture.workspace.history(feed, limit: 0).isEmpty)
    #expect(try fixture.workspace.history(feed, limit: -1).isEmpty)
    #expect(try fixture.workspace.history(feed, before: 1, limit: 9).isEmpty)
  }

  @Test func `a glance tells the latest edits, those of the heads, and whether one is under way`()
    throws
  {
    let fixture = try Fixture(count: 100)
    let workspace = fixture.workspace
    let feed = try fixture.state
    for slot in 0..<6 { try fixture.set(.off, (10 * slot)..<(10 * slot + 5)) }
    for _ in 0..<4 { _ = try workspace.undo(feed) }
    let glance = try workspace.glance(feed, limit: 2)
    #expect(glance.heads == EditHeads(undo: 2, redo: 3) && glance.isSettled)
    #expect(glance.items.map(\.edit) == [6, 5, 3, 2])
    #expect(glance.items.map(\.undone) == [true, true, true, false])
    #expect(
      glance.items.map(\.times.lowerBound)
        == [50, 40, 20, 10].map { fixture.times($0..<99).lowerBound })
    #expect(try workspace.glance(feed, limit: 9).items == workspace.history(feed).reversed())
    try fixture.execute("UPDATE edit SET phase = 'undoing' WHERE id = 2")
    #expect(try !workspace.glance(feed, limit: 2).isSettled)
    let empty = try workspace.glance(workspace.feed(id: 1), limit: 2)
    #expect(empty.items.isEmpty && empty.heads == EditHeads() && empty.isSettled)
  }
}
