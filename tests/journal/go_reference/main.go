// Command go_reference reads an export with the Go reference implementation of transparency logs
// (golang.org/x/mod/sumdb) and prints random proofs as it makes and checks them itself.
//
//	go_reference FOLDER KEY COUNT
//
// One JSON object per line: {"index", "inclusion", "old", "old_root", "consistency"}, hashes in hex.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"log"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// folder reads tiles by the names of C2SP tlog-tiles, which leave the height out.
type folder string

func (f folder) Height() int                         { return 8 }
func (f folder) SaveTiles(_ []tlog.Tile, _ [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		name := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		name = strings.Replace(name, "tile/data/", "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(string(f), name))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

func (f folder) leaf(index, size int64) []byte {
	tile := tlog.Tile{H: 8, L: -1, N: index / 256, W: 256}
	if (tile.N+1)*256 > size {
		tile.W = int(size % 256)
	}
	bundle := must(f.ReadTiles([]tlog.Tile{tile}))[0]
	for skip := index % 256; skip > 0; skip-- {
		bundle = bundle[2+binary.BigEndian.Uint16(bundle):]
	}
	return bundle[2 : 2+binary.BigEndian.Uint16(bundle)]
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func inHex(hashes []tlog.Hash) []string {
	texts := []string{}
	for _, hash := range hashes {
		texts = append(texts, hex.EncodeToString(hash[:]))
	}
	return texts
}

func main() {
	export := folder(os.Args[1])
	verifier := must(note.NewVerifier(os.Args[2]))
	count := must(strconv.Atoi(os.Args[3]))
	signed := must(os.ReadFile(filepath.Join(os.Args[1], "checkpoint")))
	lines := strings.Split(must(note.Open(signed, note.VerifierList(verifier))).Text, "\n")
	size := must(strconv.ParseInt(lines[1], 10, 64))
	var root tlog.Hash
	copy(root[:], must(base64.StdEncoding.DecodeString(lines[2])))
	hashes := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, export)
	if must(tlog.TreeHash(size, hashes)) != root {
		log.Fatal("the tiles have another root")
	}
	output := json.NewEncoder(os.Stdout)
	for range make([]struct{}, count) {
		index, old := rand.Int63n(size), rand.Int63n(size)+1
		leaf := tlog.RecordHash(export.leaf(index, size))
		inclusion := must(tlog.ProveRecord(size, index, hashes))
		check(tlog.CheckRecord(inclusion, size, root, index, leaf))
		before := must(tlog.TreeHash(old, hashes))
		consistency := must(tlog.ProveTree(size, old, hashes))
		check(tlog.CheckTree(consistency, size, root, old, before))
		check(output.Encode(map[string]any{
			"index":       index,
			"inclusion":   inHex(inclusion),
			"old":         old,
			"old_root":    hex.EncodeToString(before[:]),
			"consistency": inHex(consistency),
		}))
	}
}
