const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs `restore` when the program ends, by a signal too. Returns how to call it off. */
export function atExit(restore: () => void): () => void {
  const callOff = (): void => {
    process.off('exit', restore);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    // Somebody else may drain or ask first; then the program ends later, by `exit`.
    if (process.listenerCount(signal) > 1) return;
    callOff();
    restore();
    process.kill(process.pid, signal);
  };
  process.on('exit', restore);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return callOff;
}
