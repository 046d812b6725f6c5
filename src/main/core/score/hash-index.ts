import { distance, MATCH_DISTANCE, type PdqHash, WORDS } from './pdq-hash.ts';

/**
 * Finds all 256-bit hashes within Hamming distance 31 of a query without looking at all of them: multi-index hashing
 * (Norouzi, Punjani and Fleet 2012). Cut into 16 bands of 16 bits, two hashes that differ in at most 31 bits differ in
 * at most floor(31 / 16) = 1 bit in some band, so looking up each band of the query and its 16 neighbours at distance 1
 * misses none of them.
 */
const bands = 16;
const bandValues = 1 << 16;

/**
 * Entries looked at for one ad. Hashes spread evenly need about 24,000 in a library of 240,000 pictures; only thousands
 * of look-alikes that are yet no near duplicates can reach this, and then matches with the later of them may be missed.
 * It bounds the cost of adding an ad whatever the folder holds.
 */
const maxVisitsPerAd = 1 << 16;

/** So few are compared one by one sooner than their buckets, which lie far apart in memory, could be filled. */
const fewEntries = 1024;

export interface Match {
  /** Which of the queried hashes. */
  readonly query: number;
  readonly ad: number;
  readonly picture: number;
}

export class HashIndex {
  #size = 0;
  #hashes: Int32Array = new Int32Array(1024 * WORDS);
  #ads: Int32Array = new Int32Array(1024);
  #pictures: Int32Array = new Int32Array(1024);
  /** The query that last looked at an entry: an entry may stand in several of the buckets asked for. */
  #seen: Int32Array = new Int32Array(1024);
  #query = 0;
  /** Null while there are few entries. */
  #buckets: Buckets | null = null;

  add(hash: PdqHash, ad: number, picture: number): void {
    const entry = this.#size;
    this.#size += 1;
    this.#hashes = atLeast(this.#hashes, this.#size * WORDS);
    this.#ads = atLeast(this.#ads, this.#size);
    this.#pictures = atLeast(this.#pictures, this.#size);
    this.#seen = atLeast(this.#seen, this.#size);
    this.#hashes.set(hash, entry * WORDS);
    this.#ads[entry] = ad;
    this.#pictures[entry] = picture;
    if (this.#buckets) this.#file(this.#buckets, entry);
    else if (this.#size > fewEntries) {
      this.#buckets = new Buckets(bands * bandValues);
      for (let each = 0; each < this.#size; each += 1) this.#file(this.#buckets, each);
    }
  }

  #file(buckets: Buckets, entry: number): void {
    for (let band = 0; band < bands; band += 1) {
      buckets.append(band * bandValues + bandOf(this.#hashes, band, entry * WORDS), entry);
    }
  }

  /** Every entry within MATCH_DISTANCE of each hash. */
  match(hashes: readonly PdqHash[]): Match[] {
    const found: Match[] = [];
    const maxVisits = Math.floor(maxVisitsPerAd / Math.max(1, hashes.length));
    hashes.forEach((hash, query) => {
      if (this.#buckets) this.#matchIn(this.#buckets, hash, query, maxVisits, found);
      else for (let entry = 0; entry < this.#size; entry += 1) this.#compare(hash, query, entry, found);
    });
    return found;
  }

  #compare(hash: PdqHash, query: number, entry: number, found: Match[]): void {
    if (distance(hash, this.#hashes, entry * WORDS) > MATCH_DISTANCE) return;
    found.push({ query, ad: this.#ads[entry] as number, picture: this.#pictures[entry] as number });
  }

  #matchIn(
    { places, members }: Buckets,
    hash: PdqHash,
    query: number,
    maxVisits: number,
    found: Match[],
  ): void {
    const seen = this.#seen;
    this.#query += 1;
    const stamp = this.#query;
    let visits = 0;
    // All exact bands before their neighbours: a close match is met early, should the visits run out.
    for (let flip = -1; flip < 16; flip += 1) {
      for (let band = 0; band < bands; band += 1) {
        const bucket = band * bandValues + (bandOf(hash, band, 0) ^ (flip < 0 ? 0 : 1 << flip));
        const start = places[bucket * 2] as number;
        const end = start + (places[bucket * 2 + 1] as number);
        for (let i = start; i < end; i += 1) {
          const entry = members[i] as number;
          if (seen[entry] === stamp) continue;
          seen[entry] = stamp;
          this.#compare(hash, query, entry, found);
          visits += 1;
          if (visits === maxVisits) return;
        }
      }
    }
  }
}

/**
 * Many short lists in one array, each lying together: following links from member to member would wait for memory at
 * each step. A list that is full, at a power of two, moves to the end with twice the room.
 */
class Buckets {
  /** Start and length of each list, side by side for the same reason. */
  readonly places: Int32Array;
  members: Int32Array = new Int32Array(1 << 16);
  #used = 0;

  constructor(count: number) {
    this.places = new Int32Array(count * 2);
  }

  append(bucket: number, member: number): void {
    const length = this.places[bucket * 2 + 1] as number;
    if ((length & (length - 1)) === 0) this.#move(bucket, length);
    this.members[(this.places[bucket * 2] as number) + length] = member;
    this.places[bucket * 2 + 1] = length + 1;
  }

  #move(bucket: number, length: number): void {
    const room = Math.max(1, length * 2);
    this.members = atLeast(this.members, this.#used + room);
    const from = this.places[bucket * 2] as number;
    this.members.copyWithin(this.#used, from, from + length);
    this.places[bucket * 2] = this.#used;
    this.#used += room;
  }
}

function atLeast(list: Int32Array, length: number): Int32Array {
  if (length <= list.length) return list;
  const larger = new Int32Array(Math.max(length, list.length * 2));
  larger.set(list);
  return larger;
}

const bandOf = (hashes: Int32Array, band: number, offset: number): number =>
  ((hashes[offset + (band >> 1)] as number) >>> (band & 1 ? 0 : 16)) & 0xffff;
