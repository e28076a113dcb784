import HtmlWebpackPlugin from 'html-webpack-plugin'

export default {
  mode: 'development',
  output: { publicPath: '/' },
  module: { rules: [{ test: /\.css$/, use: ['style-loader', 'css-loader'] }] },
  plugins: [new HtmlWebpackPlugin({ template: 'src/index.html' })],
  devServer: { historyApiFallback: true },
}
