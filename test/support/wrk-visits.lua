-- For wrk: visits pages, and asks for the first asset that a page names, as a browser does. AETHER_AUTHORIZATION is sent along; AETHER_PAGES are
-- separated by blanks; AETHER_PAUSE_MS is how long a connection rests between two requests. A page says "build N" wherever it names its build; an
-- asset may, and may have the number in its name. Prints one line of JSON.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init()
  pages = {}
  for path in string.gmatch(os.getenv("AETHER_PAGES"), "%S+") do table.insert(pages, path) end
  pause = tonumber(os.getenv("AETHER_PAUSE_MS"))
  headers = { Authorization = os.getenv("AETHER_AUTHORIZATION") }
  waiting, nextPage, refused, mixed, visits, assets, builds, seen = {}, 0, 0, 0, 0, 0, 0, {}
  example = ""
end

function request()
  local asset = table.remove(waiting)
  if asset then return wrk.format("GET", asset) end
  nextPage = nextPage % #pages + 1
  return wrk.format("GET", pages[nextPage], headers)
end

local function complain(text)
  if example == "" then example = text end
end

-- Without a pause nginx and wrk would take the processor from the refreshes.
function delay()
  return pause
end

function response(status, answered, body)
  if status < 200 or status > 299 then
    refused = refused + 1
    complain(status .. " " .. string.sub(body, 1, 80))
    return
  end
  local first, last = string.match(body, "^.-(build %d+)"), string.match(body, "^.*(build %d+)")
  local isPage = string.find(answered["Content-Type"] or "", "text/html", 1, true) ~= nil
  local isWhole = not isPage or string.find(body, "</html>%s*$") ~= nil
  if first ~= last or not isWhole or (isPage and first == nil) then
    mixed = mixed + 1
    complain(tostring(first) .. ", " .. tostring(last))
    return
  end
  if not isPage then
    assets = assets + 1
    return
  end
  local asset = string.match(body, 'href="[./]*(_assets/[^"]+)"')
  local number = string.match(asset, "%.(%d+)%.css$")
  if number and "build " .. number ~= first then mixed = mixed + 1 end
  visits = visits + 1
  if not seen[first] then
    seen[first] = true
    builds = builds + 1
  end
  table.insert(waiting, "/" .. asset)
end

function done(summary)
  local total = { refused = 0, mixed = 0, visits = 0, assets = 0, builds = 0 }
  local said = ""
  for _, thread in ipairs(threads) do
    for name in pairs(total) do total[name] = total[name] + thread:get(name) end
    if said == "" then said = thread:get("example") end
  end
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  local line = '{"visits":%d,"assets":%d,"builds":%d,"refused":%d,"mixed":%d,"failed":%d,"example":"%s"}\n'
  io.write(string.format(line, total.visits, total.assets, total.builds, total.refused, total.mixed, failed, string.gsub(said, '[^%w %.,_<>/=]', " ")))
end
