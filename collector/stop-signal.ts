/** Aborted by Ctrl-C and by a service manager's stop, so that a run ends cleanly; a second one ends it at once. */
export function listenForStop(): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController()
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  // It stays in place after the first signal: libraries that end their child processes on a signal (execa's signal-exit)
  // end this process, too, where they find no other listener.
  const stop = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      dispose()
      process.kill(process.pid, name)
      return
    }
    controller.abort(new Error(`The run was stopped by ${name}.`))
  }
  const dispose = () => {
    for (const name of names) process.removeListener(name, stop)
  }
  for (const name of names) process.on(name, stop)
  return { signal: controller.signal, dispose }
}
