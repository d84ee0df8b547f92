-- What wrk measured, in one line: the 95th percentile in ms, answers a second, and failures of any kind,
-- refusals among them.
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("p95_ms %.3f per_second %.1f bad %d\n", latency:percentile(95) / 1000,
    summary.requests / summary.duration * 1e6,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
