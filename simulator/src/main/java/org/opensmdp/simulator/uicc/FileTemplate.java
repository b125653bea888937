package org.opensmdp.simulator.uicc;

import org.opensmdp.rsp.Bytes;

/**
 * What a template says of a file, for packages that do not.
 *
 * @param name in the ASN.1 module
 * @param size octets; 0 where only the package says it
 * @param recordSize octets; 0 of a file without records, and where only the package says it
 * @param rule record of EF.ARR
 * @param sfi short file identifier; 0 if none
 * @param fill what the file is made with, the last octet repeated
 * @param byDefault whether the template creates the file though the package does not name it
 */
record FileTemplate(
    String name,
    int fileId,
    FileKind kind,
    int size,
    int recordSize,
    int rule,
    int sfi,
    Bytes fill,
    boolean byDefault) {

  static FileTemplate of(String[] columns) {
    var size = columns[3].equals("-") ? new String[] {"0"} : columns[3].split("x", -1);
    int first = Integer.parseInt(size[0]);
    int recordSize = size.length > 1 ? Integer.parseInt(size[1]) : 0;
    boolean byDefault = columns[6].startsWith("+");
    return new FileTemplate(
        columns[0],
        Integer.parseInt(columns[1], 16),
        FileKind.of(columns[2]),
        recordSize > 0 ? first * recordSize : first,
        recordSize,
        Integer.parseInt(columns[4]),
        columns[5].equals("-") ? 0 : Integer.parseInt(columns[5], 16),
        columns[6].equals("-")
            ? Bytes.EMPTY
            : Bytes.fromHex(columns[6].substring(byDefault ? 1 : 0)),
        byDefault);
  }
}
