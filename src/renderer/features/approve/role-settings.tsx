import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ApprovalLimits, LimitsPreview, PersonRole, Role } from '../../../contract/index.ts';
import { settingRows } from '../settings/rows.ts';
import { PlaceOfRow, Row } from '../settings/setting-row.tsx';
import css from './approval-settings.module.css';

const roleNames: Readonly<Record<Role, string>> = {
  viewer: 'looks',
  proposer: 'proposes',
  approver: 'proposes and approves',
};

interface RoleSettingsProps {
  readonly roles: readonly PersonRole[];
  readonly others: Role;
  readonly clients: LimitsPreview['clients'];
  readonly person: string;
  readonly onChange: (change: Partial<Pick<ApprovalLimits, 'roles' | 'role_of_others'>>) => void;
}

/** Who may propose and approve for which ad account. Programs and models propose, whatever stands here, and never approve. */
export const RoleSettings = ({ roles, others, clients, person, onChange }: RoleSettingsProps) => {
  const clientName = (id: string): string => clients.find((client) => client.id === id)?.name ?? id;
  return (
    <>
      <Row
        id="role-others"
        text="Whoever is not named below. Once somebody is named who approves, only they change roles and from where two people must agree; the audit log tells of it."
      >
        <RoleSelect
          label={settingRows['role-others']}
          value={others}
          onChange={(role) => onChange({ role_of_others: role })}
        />
      </Row>
      <PlaceOfRow id="roles" className={css.roles}>
        <h3>{settingRows.roles}</h3>
        {roles.length === 0 && <p className="meta">{`Nobody is named. You are ${person}.`}</p>}
        <ul>
          {roles.map((one) => (
            <li key={`${one.person} ${one.client}`} className={css.role}>
              <span>{`${one.person}${one.person === person ? ' (you)' : ''} ${roleNames[one.role]} for ${clientName(one.client)}`}</span>
              <button
                type="button"
                className="link"
                onClick={() => onChange({ roles: roles.filter((other) => other !== one) })}
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
        {clients.length === 0 ? (
          <p className="meta">No ad account is known yet; its clients can be named once results were read.</p>
        ) : (
          <AddRole
            clients={clients}
            person={person}
            onAdd={(added) =>
              onChange({
                roles: [
                  ...roles.filter((one) => one.person !== added.person || one.client !== added.client),
                  added,
                ],
              })
            }
          />
        )}
      </PlaceOfRow>
    </>
  );
};

const RoleSelect = ({
  label,
  value,
  onChange,
}: {
  label: string;
  value: Role;
  onChange: (role: Role) => void;
}) => (
  <NativeSelect
    aria-label={label}
    className={css.select}
    value={value}
    data={Object.entries(roleNames).map(([value, label]) => ({ value, label }))}
    onChange={({ currentTarget }) => onChange(currentTarget.value as Role)}
  />
);

interface AddRoleProps extends Pick<RoleSettingsProps, 'clients' | 'person'> {
  readonly onAdd: (role: PersonRole) => void;
}

const AddRole = ({ clients, person, onAdd }: AddRoleProps) => {
  const [name, setName] = useState(person);
  const [client, setClient] = useState(clients[0]?.id ?? '');
  const [role, setRole] = useState<Role>('approver');
  return (
    <form
      className={css.fields}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ person: name.trim(), client, role });
      }}
    >
      <TextInput
        aria-label="Person, by the name of their system account"
        className={css.person}
        value={name}
        maxLength={64}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <RoleSelect label="Role" value={role} onChange={setRole} />
      <NativeSelect
        aria-label="Ad account"
        className={css.select}
        value={client}
        data={clients.map(({ id, name: label }) => ({ value: id, label }))}
        onChange={({ currentTarget }) => setClient(currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={name.trim() === ''}>
        Name this role
      </Button>
    </form>
  );
};
