-- Sends the bodies of one file in turn, each with the next token of another: wrk … -- BODIES TOKENS (a line each).
local bodies, tokens, n = {}, {}, 0
local headers = { ["content-type"] = "application/json", ["accept"] = "application/json" }

function init(args)
  for line in io.lines(args[1]) do bodies[#bodies + 1] = line end
  for line in io.lines(args[2]) do tokens[#tokens + 1] = "Bearer " .. line end
  -- Runs must not all begin with the same few tokens.
  n = tonumber(args[3])
end

function request()
  n = n + 1
  headers["authorization"] = tokens[n % #tokens + 1]
  return wrk.format("POST", "/graphql", headers, bodies[(n * 37) % #bodies + 1])
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d %d\n", summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99), errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
