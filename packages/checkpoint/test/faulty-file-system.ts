import { basename } from 'node:path';
import { type FileSystem, nodeFileSystem } from '../src/index.ts';

type Method = keyof FileSystem;

/** Works on real files, writes down each call, and fails on demand. */
export class FaultyFileSystem implements FileSystem {
  /** `'write state.json 12'`: method, name, detail. Drafts are called `draft`. */
  readonly calls: string[] = [];
  /** Bytes one write takes at most. */
  shortWrites: number = Number.POSITIVE_INFINITY;
  /** Bytes until the disk is full. */
  space: number = Number.POSITIVE_INFINITY;
  private readonly names = new Map<number, string>();
  private readonly faults = new Map<Method, { code: string; after: number }>();

  /** Lets a method throw, once `after` calls of it went well. */
  fail(method: Method, code: string, after = 0): void {
    this.faults.set(method, { code, after });
  }

  heal(): void {
    this.faults.clear();
    this.space = Number.POSITIVE_INFINITY;
    this.shortWrites = Number.POSITIVE_INFINITY;
  }

  open(path: string, flags: 'r+' | 'wx'): number {
    this.note('open', path, flags);
    const file = nodeFileSystem.open(path, flags);
    this.names.set(file, path);
    return file;
  }
  write(file: number, bytes: Uint8Array, offset: number, position: number): number {
    this.note('write', this.names.get(file)!);
    if (this.space === 0) throw fault('ENOSPC', 'write');
    const count = Math.min(bytes.length - offset, this.shortWrites, this.space);
    this.space -= count;
    return nodeFileSystem.write(file, bytes.subarray(0, offset + count), offset, position);
  }
  stat(file: number): { size: number; links: number } {
    this.note('stat', this.names.get(file)!);
    return nodeFileSystem.stat(file);
  }
  fsync(file: number): void {
    this.note('fsync', this.names.get(file)!);
    nodeFileSystem.fsync(file);
  }
  fdatasync(file: number): void {
    this.note('fdatasync', this.names.get(file)!);
    nodeFileSystem.fdatasync(file);
  }
  async fdatasyncLater(file: number): Promise<void> {
    this.note('fdatasyncLater', this.names.get(file)!);
    await nodeFileSystem.fdatasyncLater(file);
  }
  ftruncate(file: number, size: number): void {
    this.note('ftruncate', this.names.get(file)!, `${size}`);
    nodeFileSystem.ftruncate(file, size);
  }
  close(file: number): void {
    this.note('close', this.names.get(file)!);
    nodeFileSystem.close(file);
  }
  read(path: string): Buffer {
    this.note('read', path);
    return nodeFileSystem.read(path);
  }
  rename(from: string, to: string): void {
    this.note('rename', from, label(to));
    nodeFileSystem.rename(from, to);
  }
  unlink(path: string): void {
    this.note('unlink', path);
    nodeFileSystem.unlink(path);
  }
  syncFolder(path: string): void {
    this.note('syncFolder', path);
    nodeFileSystem.syncFolder(path);
  }
  makeFolder(path: string): void {
    this.note('makeFolder', path);
    nodeFileSystem.makeFolder(path);
  }
  list(path: string): string[] {
    this.note('list', path);
    return nodeFileSystem.list(path);
  }
  touch(path: string, time: number): void {
    this.note('touch', path);
    nodeFileSystem.touch(path, time);
  }
  changedAt(path: string): number {
    this.note('changedAt', path);
    return nodeFileSystem.changedAt(path);
  }

  /** Calls that change what a power cut leaves. */
  get durable(): string[] {
    return this.calls.filter((call) => /^(write|fsync|fdatasync|rename|syncFolder|ftruncate)/.test(call));
  }

  private note(method: Method, path: string, detail = ''): void {
    this.calls.push([method, method === 'syncFolder' ? '' : label(path), detail].filter(Boolean).join(' '));
    const planned = this.faults.get(method);
    if (planned !== undefined && planned.after-- <= 0) throw fault(planned.code, method);
  }
}

function label(path: string): string {
  const name = basename(path);
  return name.endsWith('.tmp') ? 'draft' : name;
}

function fault(code: string, method: string): Error {
  return Object.assign(new Error(`${code}: on purpose, ${method}`), { code });
}
