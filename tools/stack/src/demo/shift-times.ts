/** Returns a function that shifts times so that the latest of `times` becomes `latest`. */
export function createTimeShift(times: readonly number[], latest: Date): (time: number) => Date {
  const shiftMs = latest.getTime() - Math.max(...times);
  return (time) => new Date(time + shiftMs);
}
