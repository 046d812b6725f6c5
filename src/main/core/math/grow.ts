/** A list of floats that grows without making garbage for each value: a clip has thousands of frames. */
export class Floats {
  #data = new Float64Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const larger = new Float64Array(this.#data.length * 2);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.#length++] = value;
  }

  /** The value at `index`; NaN outside, so that a wrong index shows instead of counting as 0. */
  at(index: number): number {
    return index >= 0 && index < this.#length ? (this.#data[index] as number) : Number.NaN;
  }

  set(index: number, value: number): void {
    if (index < 0 || index >= this.#length)
      throw new RangeError(`No value ${index} in a list of ${this.#length}.`);
    this.#data[index] = value;
  }

  /** A view of what is there now; a later push may leave it behind. */
  view(): Float64Array {
    return this.#data.subarray(0, this.#length);
  }
}
