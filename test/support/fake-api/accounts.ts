import { type Account, AppError, Service } from '../../../src/contract/index.ts';
import { serviceNames } from '../../../src/contract/words.ts';

export const noAccount = (service: Service): Account => ({
  service,
  kept_in: null,
  label: null,
  ends_in: null,
  limits: null,
  expires_at: null,
  tested_at: null,
  problem: null,
  signing_in: false,
});

export const noAccounts = (): Account[] => Service.options.map(noAccount);

export const anAccount = (service: Service, overrides: Partial<Account>): Account => ({
  ...noAccount(service),
  kept_in: 'keychain',
  label: service === 'google' ? 'anna@example.com' : service,
  ends_in: '4f2a',
  limits: service === 'google' ? '3.2 GB used of 15.0 GB' : '12 models',
  tested_at: '2026-11-20T09:15:00.000Z',
  ...overrides,
});

interface WithAccounts {
  readonly accounts: readonly Account[];
}

export const isConnected = ({ accounts }: WithAccounts, service: Service): boolean =>
  accounts.some((one) => one.service === service && one.kept_in !== null);

export const requireConnected = (host: WithAccounts, service: Service): void => {
  if (!isConnected(host, service))
    throw new AppError('NOT_CONNECTED', `Nothing is connected for ${serviceNames[service]}.`);
};
