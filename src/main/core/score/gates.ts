import type { Features } from '../../../contract/index.ts';
import { checklist } from '../weights/engine-1.ts';
import type { Gate } from '../weights/item.ts';
import { fieldOf } from './read-item.ts';

export type ClosedGate = Gate;

/** The gates that this ad runs into, the lowest cap first. What could not be measured closes none. */
export const closedGates = (features: Features): ClosedGate[] =>
  checklist.gates.filter((gate) => isClosed(gate, features)).sort((a, b) => a.cap - b.cap);

function isClosed(gate: Gate, features: Features): boolean {
  const feature = features[gate.feature];
  if (feature?.status !== 'ok') return false;
  if (gate.onlyIf !== undefined && fieldOf(feature.value, gate.onlyIf) !== true) return false;
  const value = fieldOf(feature.value, gate.field);
  return gate.closedAt === true ? value === true : typeof value === 'number' && value >= gate.closedAt;
}
