/** The button beside the composer that chooses files, and what is chosen with (DK13). */

import { IconButton } from '@rapport/ui/components/icon-button';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { attachFiles } from '../../../actions/attach-files';
import { ariaKeys, keyNames } from '../../../actions/hotkey';
import { useAct } from '../../../actions/use-act';
import { trayOf, useTray } from '../../../state/attachments';
import { useScreen } from '../../../state/screen';

type Props = {
  readonly contact: string;
  /** Once something is chosen: back to writing. */
  readonly onChosen: () => void;
};

/** Not drawn again with each letter. */
export const AttachButton = memo(function AttachButton({ contact, onChosen }: Props) {
  const { t } = useTranslation();
  const { rules } = useTray(contact);
  const { hotkey } = useAct(attachFiles);
  const chooser = useRef<HTMLInputElement>(null);
  const wanted = useScreen(({ attaching }) => attaching === contact);
  const name = t(attachFiles.name);

  useEffect(() => void trayOf(contact).learn(), [contact]);
  useEffect(() => {
    if (!wanted) return;
    useScreen.setState({ attaching: undefined });
    chooser.current?.click();
  }, [wanted]);

  return (
    <>
      <IconButton
        name={name}
        icon={attachFiles.icon}
        title={hotkey ? `${name} (${keyNames(hotkey).join('+')})` : name}
        {...(hotkey && { 'aria-keyshortcuts': ariaKeys(hotkey) })}
        onClick={() => chooser.current?.click()}
      />
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        data-files={contact}
        accept={rules?.endings.map(ending => `.${ending}`).join(',')}
        onChange={({ currentTarget }) => {
          trayOf(contact).add([...(currentTarget.files ?? [])]);
          // So that the same one can be chosen again.
          currentTarget.value = '';
          onChosen();
        }}
      />
    </>
  );
});
