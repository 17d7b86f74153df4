/** Processor time of this process in nanoseconds. */
export function processor() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

/** Milliseconds this thread has been at work, whatever else the machine does; of all threads where Node does not tell them apart. */
export function atWork() {
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage();
  return (user + system) / 1000;
}
