/** Work that many wait for and that is done once: whoever asks while it goes on shares its outcome. */
export class Flights<T> {
  private readonly running = new Map<string, Promise<T>>();

  join(key: string, work: () => Promise<T>): Promise<T> {
    const there = this.running.get(key);
    if (there !== undefined) return there;
    const started = work().finally(() => this.running.delete(key));
    this.running.set(key, started);
    return started;
  }
}
