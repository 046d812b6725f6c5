import { onTestFinished, vi } from 'vitest';

/** Sets variables of the environment until the test is over; each is then what it was. */
export function withEnvironment(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}
