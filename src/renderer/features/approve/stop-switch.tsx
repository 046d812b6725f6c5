import { Button } from '@mantine/core';
import { useCommand } from '../../api/api.tsx';
import { Icon } from '../../ui/icon.tsx';

/** The kill switch: it cancels what waits and lets nothing leave, until it is let go of. */
export const StopSwitch = ({ stopped }: { stopped: boolean }) => {
  const kill = useCommand('approve.kill');
  return (
    <Button
      variant="default"
      size="xs"
      disabled={kill.busy}
      leftSection={<Icon name={stopped ? 'play' : 'stop'} />}
      onClick={() => void kill.run({ stop: !stopped })}
    >
      {stopped ? 'Let go on' : 'Stop everything'}
    </Button>
  );
};
