/**
 * webUtils.getPathForFile answers at once, but only Chromium's other process knows the path. The preload's function
 * runs into a `debugger` statement; while the page stands still, its File is looked up and the answer written back.
 */
import type { CdpSession } from './cdp.ts';
import type { Protocol } from './protocol-types.ts';

const answer = async (session: CdpSession, frame: Protocol.Debugger.CallFrame): Promise<void> => {
  const { result } = await session.send('Debugger.evaluateOnCallFrame', {
    callFrameId: frame.callFrameId,
    expression: 'file',
  });
  if (!result.objectId) return;
  const { path } = await session.send('DOM.getFileInfo', { objectId: result.objectId });
  const scopeNumber = frame.scopeChain.findIndex((scope) => scope.type === 'local' || scope.type === 'block');
  await session.send('Debugger.setVariableValue', {
    callFrameId: frame.callFrameId,
    scopeNumber,
    variableName: 'answer',
    newValue: { value: path },
  });
};

export const answerFilePaths = async (session: CdpSession): Promise<void> => {
  session.on('Debugger.paused', async ({ callFrames }) => {
    const frame = callFrames[0];
    try {
      if (frame?.functionName === 'getPathForFile') await answer(session, frame);
    } catch (error) {
      // A File that was made by script has no path: Electron answers the empty string for it.
      if (process.env.STAND_IN_DEBUG) process.stderr.write(`stand-in: no path: ${String(error)}\n`);
    } finally {
      session.post('Debugger.resume');
    }
  });
  await session.send('Debugger.enable');
};
