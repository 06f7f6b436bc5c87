-- For wrk: asks for the paths of AETHER_PATHS (separated by blanks) one after the other, with AETHER_HEADERS ("name: value" a line), and
-- prints one line of JSON. Times in microseconds.

function init()
  requests, position = {}, 0
  local headers = {}
  for name, value in string.gmatch(os.getenv("AETHER_HEADERS"), "([%w-]+): ([^\n]+)") do headers[name] = value end
  for path in string.gmatch(os.getenv("AETHER_PATHS"), "%S+") do
    table.insert(requests, wrk.format("GET", path, headers))
  end
end

function request()
  position = position % #requests + 1
  return requests[position]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local line = '{"requests":%d,"duration":%d,"median":%d,"p99":%d,"bytes":%d,"failed":%d}\n'
  io.write(string.format(line, summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), summary.bytes, failed))
end
