import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { isArchive, type Asset } from "./values.ts";

/** One file of an archive, by its path with slashes. */
interface Entry {
  path: string;
  content: Buffer;
}

/**
 * A zip of what the program hands over: a zip file as it is, a folder with what is in it, or files and texts by their names.
 * The same content always makes the same bytes, whoever packs it and when.
 *
 * @throws for archives and assets of an address, which are not served
 */
export async function zipOf(archive: Asset): Promise<Buffer> {
  const { path } = archive;
  if (path !== undefined && !(await stat(path)).isDirectory()) return readFile(path);
  const entries = await entriesOf("", archive);
  return pack(entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
}

async function entriesOf(name: string, asset: Asset): Promise<Entry[]> {
  if (asset.assets !== undefined) {
    const inside = Object.entries(asset.assets).map(([key, one]) =>
      entriesOf(under(name, key), one),
    );
    return (await Promise.all(inside)).flat();
  }
  if (asset.text !== undefined) return [{ path: name, content: Buffer.from(asset.text) }];
  if (asset.path === undefined) throw new Error(`${name || "code"}: addresses are not served`);
  if (!isArchive(asset)) return [{ path: name, content: await readFile(asset.path) }];
  return filesIn(asset.path, name);
}

async function filesIn(folder: string, name: string): Promise<Entry[]> {
  const found = await readdir(folder, { withFileTypes: true });
  const inside = found.map(async (entry): Promise<Entry[]> => {
    const [file, path] = [join(folder, entry.name), under(name, entry.name)];
    return entry.isDirectory() ? filesIn(file, path) : [{ path, content: await readFile(file) }];
  });
  return (await Promise.all(inside)).flat();
}

function under(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** PKWARE's APPNOTE 6.3: a header before each file, all headers again at the end. Every file may be read and run by everybody. */
function pack(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content } of entries) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2); // names are UTF-8
    common.writeUInt16LE(8, 4); // deflated
    common.writeUInt16LE(0x21, 8); // 1 January 1980
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE((0o100755 << 16) >>> 0, 6);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x03", "latin1"), common, place, name);
    parts.push(Buffer.from("PK\x03\x04", "latin1"), common, name, packed);
    offset += 30 + name.length + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
