import { contract, type Procedure, procedureIds } from '../../../contract/index.ts';

/** The procedures that this host offers: a channel for each here, and a name for each in the preload. */
export const desktopProcedures: readonly string[] = procedureIds.filter((id) => {
  const { hosts }: Procedure = contract[id];
  return hosts === undefined || hosts.includes('electron');
});
