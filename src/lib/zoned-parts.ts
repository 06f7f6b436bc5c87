export type ZonedParts = Map<Intl.DateTimeFormatPartTypes, string>

/** What of a time is shown, by part, in a zone (IANA); times are milliseconds since 1970. */
export function makeZonedParts(
  options: Intl.DateTimeFormatOptions,
): (time: number, timeZone: string) => ZonedParts {
  const formats = new Map<string, Intl.DateTimeFormat>()
  return (time, timeZone) => {
    // Making one takes far longer than using it.
    const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { ...options, timeZone })
    formats.set(timeZone, format)
    return new Map(format.formatToParts(time).map(({ type, value }) => [type, value]))
  }
}
