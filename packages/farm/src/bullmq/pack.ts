import { DefaultDeserializer, DefaultSerializer } from 'node:v8';

/** Columns of numbers, as Node's serializer hands them over. */
type View = Float64Array;

interface HostObjects {
  _writeHostObject(view: View): void;
  _readHostObject(): View;
}

// Documented by Node for subclasses, and missing in its types.
const { _writeHostObject: writeView } = DefaultSerializer.prototype as unknown as HostObjects;
const { _readHostObject: readView } = DefaultDeserializer.prototype as unknown as HostObjects;

class Packer extends DefaultSerializer {
  _writeHostObject(view: View): void {
    this.writeUint32(view.buffer instanceof SharedArrayBuffer ? 1 : 0);
    writeView.call(this, view);
  }

  _getDataCloneError(message: string): Error {
    return Object.assign(new Error(message), { name: 'DataCloneError' });
  }
}

class Unpacker extends DefaultDeserializer {
  _readHostObject(): View {
    const isShared = this.readUint32() === 1;
    const view = readView.call(this);
    if (!isShared) return view;
    const memory = new SharedArrayBuffer(view.byteLength);
    new Uint8Array(memory).set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    return new (view.constructor as new (memory: SharedArrayBuffer) => View)(memory);
  }
}

/**
 * Plain data as bytes, in the format of structured clone: NaN, infinities, -0 and typed arrays stay what they are. Columns that lay
 * on shared memory will lie on shared memory again.
 */
export function pack(data: unknown): Buffer {
  const packer = new Packer();
  packer.writeHeader();
  packer.writeValue(data);
  return packer.releaseBuffer();
}

/** What {@link pack} was given. */
export function unpack(bytes: Uint8Array): unknown {
  const unpacker = new Unpacker(bytes);
  unpacker.readHeader();
  return unpacker.readValue();
}
