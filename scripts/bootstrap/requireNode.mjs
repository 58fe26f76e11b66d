// Runs before anything newer than old Node understands is loaded.
if (Number(process.versions.node.split('.')[0]) < 20) {
  process.stderr.write(
    '\n✖ Node ' +
      process.versions.node +
      ' is too old.\n  Plumbline starts from Node 20 or newer (https://nodejs.org); it then fetches the version that it runs on by itself.\n',
  );
  process.exit(1);
}
