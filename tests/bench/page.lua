-- SPDX-License-Identifier: ISC
-- What wrk asks for: BENCH_PATHS, one path per line, by turns; BENCH_POST: a body to post there, in which
-- "{n}" becomes a number that is used once.  Answers of 400 and above are counted as wrong.
function init()
	paths, ready, n = {}, {}, 0
	post = os.getenv("BENCH_POST")
	headers = { ["Cookie"] = os.getenv("BENCH_COOKIE") }
	if post then
		headers["Content-Type"] = "application/x-www-form-urlencoded"
	end
	for path in os.getenv("BENCH_PATHS"):gmatch("[^\n]+") do
		paths[#paths + 1] = path
		ready[#ready + 1] = wrk.format(nil, path, headers)
	end
	math.randomseed(os.time())
	once = os.time() .. "x" .. math.random(1, 1000000) .. "x"
end

function request()
	n = n + 1
	local i = n % #paths + 1
	if post then
		return wrk.format("POST", paths[i], headers, (post:gsub("{n}", once .. n)))
	end
	return ready[i]
end

function done(summary)
	local e = summary.errors
	io.write("Wrong: " .. e.connect + e.read + e.write + e.timeout + e.status .. "\n")
end
