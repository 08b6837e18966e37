import type { FormTemplate } from '@intarsia/domain';
import { Camera, Paperclip, RotateCcw, X } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { IconButton } from '../ui/buttons.tsx';
import { useFace } from '../ui/context.tsx';
import { failureName, type Upload, type Uploads } from './use-uploads.ts';

/** A place for files: chosen, dropped, or taken with the camera. */
export function Slot({
  slot,
  uploads,
  describedBy,
}: {
  slot: FormTemplate['slots'][number];
  uploads: Uploads;
  /** The id of what says which files are taken. */
  describedBy: string;
}) {
  const { texts } = useFace();
  const { form } = texts;
  const [over, setOver] = useState(false);
  const id = useId();
  const kept = uploads.kept.filter((one) => one.slot === slot.name);
  const under_way = uploads.under_way.filter((one) => one.slot === slot.name);
  const isFull = kept.length + under_way.length >= slot.max_files;
  const add = (files: FileList | null) => uploads.add(slot.name, [...(files ?? [])]);
  const drag = (event: DragEvent, isOver: boolean) => {
    event.preventDefault();
    setOver(isOver);
  };
  return (
    <fieldset className="slot" aria-describedby={describedBy}>
      <legend>{form.slots[slot.name]}</legend>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more; the button does the same */}
      <div
        className="drop"
        data-over={over || undefined}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => {
          drag(event, false);
          if (!isFull) add(event.dataTransfer.files);
        }}
      >
        <label className="file-button" htmlFor={`${id}-files`} aria-disabled={isFull || undefined}>
          <Paperclip size={20} strokeWidth={1.5} aria-hidden="true" />
          <span>
            {form.add}
            <span className="sr-only">: {form.slots[slot.name]}</span>
          </span>
          <FilePicker
            id={`${id}-files`}
            accept={slot.media_types.join(',')}
            multiple
            disabled={isFull}
            onPick={add}
          />
        </label>
        <span className="drop-hint">{form.drop}</span>
        <label
          className="file-button camera"
          htmlFor={`${id}-photo`}
          aria-disabled={isFull || undefined}
        >
          <Camera size={20} strokeWidth={1.5} aria-hidden="true" />
          <span>
            {form.photo}
            <span className="sr-only">: {form.slots[slot.name]}</span>
          </span>
          <FilePicker
            id={`${id}-photo`}
            accept="image/*"
            capture="environment"
            disabled={isFull}
            onPick={add}
          />
        </label>
      </div>
      <ul className="files">
        {kept.map(({ file }) => (
          <li key={file.file_id}>
            <span className="file-name">{file.name}</span>
            <IconButton name={form.remove(file.name)} onClick={() => uploads.remove(file)}>
              <X size={20} strokeWidth={1.5} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
        {under_way.map((upload) => (
          <UploadRow key={upload.id} upload={upload} uploads={uploads} />
        ))}
      </ul>
    </fieldset>
  );
}

function FilePicker({
  onPick,
  ...rest
}: {
  id: string;
  accept: string;
  disabled: boolean;
  multiple?: boolean;
  capture?: 'environment';
  onPick: (files: FileList | null) => void;
}) {
  return (
    <input
      {...rest}
      type="file"
      onChange={({ currentTarget }) => {
        onPick(currentTarget.files);
        // The same file can be picked again.
        currentTarget.value = '';
      }}
    />
  );
}

function UploadRow({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const { language, texts } = useFace();
  const { form } = texts;
  const { file, share, failure } = upload;
  const percent = new Intl.NumberFormat(language.tag, { style: 'percent' }).format(share);
  return (
    <li data-failed={failure !== undefined || undefined}>
      <span className="file-name">
        {file.name}
        {failure === undefined ? (
          <progress aria-label={form.uploading(file.name, percent)} value={share} max={1} />
        ) : (
          <span className="field-error">{form.failures[failureName(failure)]}</span>
        )}
      </span>
      {failure !== 'broken' ? null : (
        <IconButton name={form.retry(file.name)} onClick={() => uploads.again(upload)}>
          <RotateCcw size={20} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      )}
      <IconButton
        name={failure === undefined ? form.cancel(file.name) : form.remove(file.name)}
        onClick={() => uploads.stop(upload)}
      >
        <X size={20} strokeWidth={1.5} aria-hidden="true" />
      </IconButton>
    </li>
  );
}
