// Package atomicfile writes whole files or none.
//
// [Write] is the way in. Data goes to a temporary file in the same folder, is
// synced to disk and then renamed over the target, so a reader, a crash or a
// full disk never sees half a file. [Read] is its other half for files that
// another process may be replacing at this moment.
package atomicfile

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A temporary file is named by this prefix and suffix around 26 random
// characters. The target's own name is left out: it may already be as long as
// the file system allows.
const (
	tempPrefix = ".dragoman-"
	tempSuffix = ".tmp"
)

// Write makes path hold data, whole. After an error path is what it was before
// and no temporary file is left; after a crash path is either the old file or
// the new one. When Write returns nil the file survives a power failure, as far
// as the system can promise that.
//
// As with [os.WriteFile], perm (before umask) is for a new file: one that
// exists keeps its mode, and one without write permission is refused. A
// symbolic link is followed, so that the link stays a link. Devices, pipes and
// folders are refused.
func Write(path string, data []byte, perm fs.FileMode) error {
	return write(path, perm, func(f *os.File) error {
		_, err := f.Write(data)
		return err
	})
}

// IsTemp reports whether a file's name is one that Write uses before it
// renames. Such a file is rubbish when no writer is alive, that is when it is
// old; only a killed process leaves one.
func IsTemp(name string) bool {
	name = filepath.Base(name)
	return strings.HasPrefix(name, tempPrefix) && strings.HasSuffix(name, tempSuffix)
}

// Read is [os.ReadFile], except that on Windows it waits out the moment in
// which another process renames a new file over path.
func Read(path string) ([]byte, error) {
	var data []byte
	err := Retry(func() (err error) {
		data, err = os.ReadFile(path)
		return err
	})
	return data, err
}

func write(path string, perm fs.FileMode, fill func(*os.File) error) error {
	target, mode, err := resolve(path)
	if err != nil {
		return failed(path, err)
	}
	f, err := createTemp(filepath.Dir(target), perm)
	if err != nil {
		return failed(path, err)
	}
	if err := replace(f, target, mode, fill); err != nil {
		os.Remove(f.Name())
		return failed(path, err)
	}
	return nil
}

// replace fills f and moves it over target. f is closed whatever happens.
func replace(f *os.File, target string, mode fs.FileMode, fill func(*os.File) error) error {
	err := fill(f)
	if err == nil && mode != 0 {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	// Close can be the first to report a full disk on a network file system.
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	if err := Retry(func() error { return os.Rename(f.Name(), target) }); err != nil {
		return err
	}
	return syncDir(filepath.Dir(target))
}

// resolve returns the file that path stands for, through symbolic links, and
// its mode; the mode is 0 when there is no such file yet.
func resolve(path string) (string, fs.FileMode, error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, 0, nil
	}
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			info, err = os.Lstat(path)
		}
	}
	switch {
	case err != nil:
		return "", 0, err
	case info.IsDir():
		return "", 0, errors.New("it is a folder; name a file in it")
	case !info.Mode().IsRegular():
		return "", 0, errors.New("it is not a regular file; name another file")
	case info.Mode().Perm()&0o200 == 0:
		return "", 0, fmt.Errorf("the file is read-only: %w", fs.ErrPermission)
	}
	return path, info.Mode().Perm(), nil
}

// createTemp makes a new file in dir. Unlike [os.CreateTemp] it leaves perm to
// the umask, as for any other new file, and its names cannot meet on a network
// file system, where process numbers repeat.
func createTemp(dir string, perm fs.FileMode) (*os.File, error) {
	name := filepath.Join(dir, tempPrefix+rand.Text()+tempSuffix)
	// Owner write permission is needed to fill the file.
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm|0o200)
}

// failed names the file that was asked for, not the temporary one.
func failed(path string, err error) error {
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	switch {
	case errors.As(err, &pathErr):
		err = pathErr.Err
	case errors.As(err, &linkErr):
		err = linkErr.Err
	}
	return fmt.Errorf("write %s: %w", path, err)
}
