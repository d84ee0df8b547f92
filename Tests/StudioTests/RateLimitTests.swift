import Testing

@testable import Studio

struct RateLimitTests {
  @Test func `a burst passes, then as many as a second brings`() {
    let limit = RateLimit(perSecond: 2, burst: 5)
    let start = ContinuousClock.now
    for _ in 0..<5 { #expect(limit.take("a", now: start) == nil) }
    #expect(limit.take("a", now: start) == 1)
    // Another client has a bucket of its own.
    #expect(limit.take("b", now: start) == nil)
    let later = start + .seconds(1)
    for _ in 0..<2 { #expect(limit.take("a", now: later) == nil) }
    #expect(limit.take("a", now: later) == 1)
    for _ in 0..<5 { #expect(limit.take("a", now: start + .seconds(60)) == nil) }
    #expect(limit.take("a", now: start + .seconds(60)) == 1)
  }

  @Test func `the time to wait is told, and a clock that goes back fills nothing`() {
    let limit = RateLimit(perSecond: 0.1, burst: 1)
    let start = ContinuousClock.now
    #expect(limit.take("a", now: start) == nil)
    #expect(limit.take("a", now: start) == 10)
    #expect(limit.take("a", now: start - .seconds(1000)) == 10)
  }

  @Test func `however many clients come, no more than a thousand are remembered`() {
    let limit = RateLimit(perSecond: 1, burst: 10)
    let start = ContinuousClock.now
    for index in 0..<1024 { #expect(limit.take("\(index)", now: start) == nil) }
    #expect(limit.take("one more", now: start) == 1)
    // Those whose buckets are full again are forgotten.
    #expect(limit.take("one more", now: start + .seconds(2)) == nil)
  }
}
