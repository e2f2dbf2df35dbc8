#!/bin/sh
# Builds the native part of @tensorflow/tfjs-node-gpu from a TensorFlow wheel that was carried in by hand. It downloads nothing.
# The C library, its headers and the package's own sources are all there is to it: no node-gyp, and no Python.
#
# WHEEL: for a CPU,  pip download --no-deps tensorflow-cpu==2.12.0   (232 MB)
#        for a GPU,  pip download --no-deps tensorflow==2.18.1       (615 MB; the driver's CUDA libraries are found at run time)
set -eu

if [ $# -ne 2 ] || [ ! -f "$1" ] || [ ! -f "$2/binding/tfjs_backend.cc" ]; then
  echo 'Usage: provision-tensorflow.sh WHEEL PACKAGE, a TensorFlow wheel for Linux and the folder node_modules/@tensorflow/tfjs-node-gpu.' >&2
  exit 2
fi
for tool in unzip g++ node; do
  command -v "$tool" >/dev/null || { echo "The program $tool is needed, but it is not installed." >&2; exit 2; }
done
wheel=$(realpath "$1")
package=$(realpath "$2")
node_headers=${NODE_HEADERS:-$(dirname "$(dirname "$(realpath "$(command -v node)")")")/include/node}
[ -f "$node_headers/node_api.h" ] || { echo "There is no node_api.h in $node_headers: set NODE_HEADERS to the folder of Node's headers." >&2; exit 2; }

rm -rf "$package/deps" "$package/lib"
mkdir -p "$package/deps/lib" "$package/deps/include" "$package/deps/unpacked"
unzip -q "$wheel" 'tensorflow/libtensorflow_cc.so.2' 'tensorflow/libtensorflow_framework.so.2' 'tensorflow/include/*' -d "$package/deps/unpacked" ||
  { echo "$wheel does not hold TensorFlow's C library." >&2; exit 2; }
mv "$package"/deps/unpacked/tensorflow/*.so.2 "$package/deps/lib/"
for headers in tensorflow tsl xla; do
  [ ! -d "$package/deps/unpacked/tensorflow/include/$headers" ] || mv "$package/deps/unpacked/tensorflow/include/$headers" "$package/deps/include/"
done
rm -rf "$package/deps/unpacked"
# The package's own script looks for the second name, and downloads a library if it does not find it.
ln -s libtensorflow_cc.so.2 "$package/deps/lib/libtensorflow.so"
ln -s libtensorflow_cc.so.2 "$package/deps/lib/libtensorflow.so.2.9.1"
ln -s libtensorflow_framework.so.2 "$package/deps/lib/libtensorflow_framework.so"

mkdir -p "$package/lib/napi-v8"
g++ -O2 -fPIC -shared -std=c++17 -DNAPI_VERSION=8 -I"$node_headers" -I"$package/deps/include" \
  "$package/binding/tfjs_backend.cc" "$package/binding/tfjs_binding.cc" -o "$package/lib/napi-v8/tfjs_binding.node" \
  -L"$package/deps/lib" -ltensorflow -ltensorflow_framework -Wl,-rpath,'$ORIGIN/../../deps/lib'
echo "Built. 'commonward-site device' says what computes now."
